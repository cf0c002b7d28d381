"""A callback of one's own that stops and restores, and datasets that are kept and fetched ahead."""

import keras
import tensorflow as tf


class StopAtBest(keras.callbacks.Callback):
    def __init__(self, patience):
        super().__init__()
        self.patience = patience
        self.losses = []
        self.weights = None

    def on_epoch_end(self, epoch, logs=None):
        if all(logs["val_loss"] < loss for loss in self.losses):
            self.weights = [tf.identity(variable) for variable in self.model.weights]
        self.losses.append(logs["val_loss"])
        best = self.losses.index(min(self.losses))
        self.model.stop_training = epoch - best >= self.patience

    def on_train_end(self, logs=None):
        for variable, value in zip(self.model.weights, self.weights, strict=True):
            variable.assign(value)


def compile_and_fit(model, train_ds, val_ds, epochs, learning_rate, patience=None):
    model.compile(
        loss=keras.losses.sparse_categorical_crossentropy,
        optimizer={"class_name": "Adam", "config": {"learning_rate": learning_rate}},
        weighted_metrics=["accuracy"],
    )
    result = model.fit(
        train_ds.cache().prefetch(tf.data.AUTOTUNE),
        validation_data=val_ds.cache().prefetch(1),
        epochs=epochs,
        callbacks=[StopAtBest(patience)] if patience else None,
        verbose=0,
    )
    return dict(result.history)
