"""A course module on deep-learning architectures that grades itself."""
