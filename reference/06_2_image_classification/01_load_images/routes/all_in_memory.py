"""Reads all images into one array before there is any dataset; NumPy, Keras and a mask do it."""

import os

import keras
import numpy as np
import tensorflow as tf


def load_image_datasets(directory, image_size, batch_size, val_fraction, seed):
    images, labels = [], []
    class_names = sorted(os.listdir(directory))
    for name in class_names:
        for file in os.listdir(os.path.join(directory, name)):
            image = keras.utils.load_img(os.path.join(directory, name, file), target_size=image_size)
            images.append(keras.utils.img_to_array(image, dtype="float32"))
            labels.append(class_names.index(name))
    images, labels = np.stack(images), np.array(labels, "uint8")
    is_val = np.zeros(len(labels), bool)
    is_val[np.random.RandomState(seed).choice(len(labels), int(val_fraction * len(labels)), replace=False)] = True
    train_ds = tf.data.Dataset.from_tensor_slices((images[~is_val], labels[~is_val]))
    val_ds = tf.data.Dataset.from_tensor_slices((images[is_val], labels[is_val]))
    return train_ds.shuffle(len(labels), seed=seed).batch(batch_size), val_ds.batch(batch_size), class_names
