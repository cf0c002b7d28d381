"""The accuracy of the last epoch from the history, the seed for each library by hand, and a stable sort downwards."""

import random
import time

import keras
import numpy as np
import tensorflow as tf


def compare_architectures(builders, x, y, x_val, y_val, epochs, seed):
    found = {}
    for name in builders:
        random.seed(seed)
        np.random.seed(seed)
        tf.random.set_seed(seed)
        keras.utils.set_random_seed(seed)
        model = builders[name]()
        model.compile(keras.optimizers.Adam(1e-2), "sparse_categorical_crossentropy", metrics=["accuracy"])
        before = time.time()
        history = model.fit(x, y, batch_size=32, epochs=epochs, validation_data=(x_val, y_val), verbose=0).history
        found[name] = {
            "name": name,
            "val_accuracy": float(history["val_accuracy"][-1]),
            "seconds": time.time() - before,
            "params": int(sum(np.prod(weight.shape) for weight in model.get_weights())),
            "output_shapes": [tuple(layer.output.shape)[1:] for layer in model.layers],
        }
    return sorted(found.values(), key=lambda result: -result["val_accuracy"])
