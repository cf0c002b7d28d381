"""A training loop of one's own, without `compile`, and the order of the images drawn by NumPy."""

import time

import keras
import numpy as np
import tensorflow as tf


def train(model, x, y, epochs, seed):
    optimizer = keras.optimizers.Adam(0.01)
    loss_of = keras.losses.SparseCategoricalCrossentropy()
    rng = np.random.default_rng(seed)
    for _ in range(epochs):
        order = rng.permutation(len(x))
        for some in np.split(order, range(32, len(x), 32)):
            with tf.GradientTape() as tape:
                loss = loss_of(y[some], model(x[some], training=True))
            weights = model.trainable_weights
            optimizer.apply(tape.gradient(loss, weights), weights)


def compare_architectures(builders, x, y, x_val, y_val, epochs, seed):
    results = []
    for name, builder in builders.items():
        keras.utils.set_random_seed(seed)
        model = builder()
        start = time.perf_counter()
        train(model, x.astype("float32"), y, epochs, seed)
        seconds = time.perf_counter() - start
        classes = np.argmax(model(x_val, training=False), axis=1)
        results.append(
            {
                "name": name,
                "params": model.count_params(),
                "output_shapes": [layer.output.shape[1:] for layer in model.layers],
                "val_accuracy": float(np.mean(classes == y_val)),
                "seconds": seconds,
            }
        )
    results.sort(key=lambda result: result["val_accuracy"], reverse=True)
    return results
