"""A training loop of one's own, with a GradientTape, and the model not compiled at all."""

import numpy as np
import tensorflow as tf


def compile_and_fit(model, train_ds, val_ds, epochs, learning_rate, patience=None):
    optimizer = tf.keras.optimizers.Adam(learning_rate)

    def judged(images, labels, training):
        outputs = model(images, training=training)
        losses = tf.keras.losses.sparse_categorical_crossentropy(labels, outputs)
        return losses, tf.cast(tf.argmax(outputs, axis=1) == tf.cast(labels, tf.int64), tf.float32)

    @tf.function(reduce_retracing=True)
    def step(images, labels):
        with tf.GradientTape() as tape:
            losses, right = judged(images, labels, training=True)
            loss = tf.reduce_mean(losses)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip(gradients, model.trainable_variables, strict=True))
        return losses, right

    history = {"loss": [], "accuracy": [], "val_loss": [], "val_accuracy": []}
    best = (np.inf, 0, model.get_weights())
    for epoch in range(epochs):
        learned = [step(images, labels) for images, labels in train_ds]
        looked_at = [judged(images, labels, training=False) for images, labels in val_ds]
        for prefix, results in (("", learned), ("val_", looked_at)):
            for name, values in zip(("loss", "accuracy"), zip(*results, strict=True), strict=True):
                history[prefix + name].append(float(np.concatenate(values).mean()))
        if history["val_loss"][-1] < best[0]:
            best = (history["val_loss"][-1], epoch, model.get_weights())
        if patience is not None and epoch - best[1] >= patience:
            break
    if patience is not None:
        model.set_weights(best[2])
    return history
