"""Another order, with a shift first, each side zoomed by itself, black edges, and seeds drawn from the seed."""

import keras
import numpy as np
from keras import layers


def build_augmentation(seed=None):
    seeds = iter(np.random.SeedSequence(seed).generate_state(4).tolist())
    model = keras.Sequential(name="augmentation")
    model.add(layers.RandomTranslation(0.1, 0.1, fill_mode="constant", seed=next(seeds)))
    model.add(layers.RandomZoom((-0.1, 0.1), (-0.1, 0.1), fill_mode="constant", seed=next(seeds)))
    model.add(layers.RandomRotation(0.1, fill_mode="constant", seed=next(seeds)))
    model.add(layers.RandomFlip("horizontal", seed=next(seeds)))
    return model
