import keras
import tensorflow as tf


def compile_and_fit(
    model: keras.Model,
    train_ds: tf.data.Dataset,
    val_ds: tf.data.Dataset,
    epochs: int,
    learning_rate: float,
    patience: int | None = None,
) -> dict[str, list[float]]:
    model.compile(
        # The text "adam" would be Adam with a learning rate of 0.001.
        optimizer=keras.optimizers.Adam(learning_rate),
        # Sparse: a label is the number of its class, and not a row with a 1 in it.
        loss="sparse_categorical_crossentropy",
        # By name: the third place belongs to the weights of several losses.
        metrics=["accuracy"],
    )
    callbacks = []
    if patience is not None:
        # By itself, stopping leaves the weights of the last epoch, which is `patience` epochs too late.
        stop = keras.callbacks.EarlyStopping(monitor="val_loss", patience=patience, restore_best_weights=True)
        callbacks.append(stop)
    fitted = model.fit(train_ds, validation_data=val_ds, epochs=epochs, callbacks=callbacks, verbose=0)
    return fitted.history
