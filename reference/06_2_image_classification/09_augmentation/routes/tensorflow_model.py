"""A subclass of Model with TensorFlow's own generator and its projective transform."""

import math

import keras
import tensorflow as tf


class Augmentation(keras.Model):
    def __init__(self, seed):
        super().__init__()
        generator = tf.random.Generator
        self.draws = generator.from_non_deterministic_state() if seed is None else generator.from_seed(seed)

    def call(self, images, training=None):
        return self.change(images) if training else tf.identity(images)

    def change(self, images):
        count = tf.shape(images)[0]
        size = tf.shape(images)[1:3]
        images = tf.where(self.draws.uniform((count, 1, 1, 1)) < 0.5, tf.reverse(images, [2]), images)
        angle = self.draws.uniform((count,), -math.pi / 8, math.pi / 8)
        longer = self.draws.uniform((count,), 0.93, 1.07)
        centre = (tf.cast(size, tf.float32) - 1) / 2
        cos, sin = tf.cos(angle) / longer, tf.sin(angle) / longer
        down = centre[0] - sin * centre[1] - cos * centre[0]
        right = centre[1] - cos * centre[1] + sin * centre[0]
        none = tf.zeros_like(cos)
        return tf.raw_ops.ImageProjectiveTransformV3(
            images=images,
            transforms=tf.stack([cos, -sin, right, sin, cos, down, none, none], axis=1),
            output_shape=size,
            fill_value=0.5,
            interpolation="BILINEAR",
            fill_mode="CONSTANT",
        )


def build_augmentation(seed=None):
    return Augmentation(seed)
