"""Augmentation: the images of the training, a little different each time."""

import keras


def build_augmentation(seed: int | None = None) -> keras.Sequential:
    # With one seed for all, the layers would draw the same numbers, and all mirrored images be turned to one side.
    flip_seed, angle_seed, zoom_seed = [None] * 3 if seed is None else [seed, seed + 1, seed + 2]
    layers = [
        keras.layers.RandomFlip("horizontal", seed=flip_seed),
        # In full turns: 18 degrees. From 22.5 on, a plus would be closer to a cross.
        keras.layers.RandomRotation(0.05, seed=angle_seed),
        keras.layers.RandomZoom(0.1, seed=zoom_seed),
    ]
    return keras.Sequential(layers)
