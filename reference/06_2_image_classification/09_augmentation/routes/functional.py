"""Functional, for images of any size, with the widest angle; edges are white, and it only ever enlarges."""

import keras
from keras.layers import RandomFlip, RandomRotation, RandomZoom


def build_augmentation(seed=None):
    def seed_of(place):
        return None if seed is None else 1000 * seed + place

    white = {"fill_mode": "constant", "fill_value": 1.0}
    images = keras.Input((None, None, None))
    x = RandomRotation((-36 / 360, 36 / 360), seed=seed_of(1), **white)(images)
    x = RandomZoom((-0.1, 0.0), seed=seed_of(2), **white)(x)
    x = RandomFlip(mode="horizontal", seed=seed_of(3))(x)
    return keras.Model(images, x)
