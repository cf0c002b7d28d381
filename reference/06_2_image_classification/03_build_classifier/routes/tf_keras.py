"""Spelled `tf.keras`, with `input_shape` in the first layer, and compiled."""

import tensorflow as tf


def build_classifier(input_shape, num_classes, filters=(8, 16), kernel_size=3, pool="max", dropout=0.0):
    if pool not in ["max", "avg"]:
        raise ValueError("pool has to be max or avg")
    model = tf.keras.models.Sequential()
    for i in range(len(filters)):
        if i == 0:
            model.add(
                tf.keras.layers.Conv2D(
                    filters[i], kernel_size, activation=tf.nn.relu, padding="SAME", input_shape=input_shape
                )
            )
        else:
            model.add(tf.keras.layers.Conv2D(filters[i], kernel_size, activation=tf.nn.relu, padding="SAME"))
        if pool == "max":
            model.add(tf.keras.layers.MaxPooling2D((2, 2)))
        if pool == "avg":
            model.add(tf.keras.layers.AveragePooling2D((2, 2)))
    model.add(tf.keras.layers.Flatten())
    if dropout:
        model.add(tf.keras.layers.Dropout(dropout))
    model.add(tf.keras.layers.Dense(num_classes, activation=tf.nn.softmax))
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
