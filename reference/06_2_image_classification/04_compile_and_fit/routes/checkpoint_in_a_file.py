"""The best weights in a file, as ModelCheckpoint writes them, and read back at the end."""

import tempfile
from pathlib import Path

from keras.callbacks import EarlyStopping, ModelCheckpoint


def compile_and_fit(model, train_ds, val_ds, epochs, learning_rate, patience=None):
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    model.optimizer.learning_rate = learning_rate
    options = {"validation_data": val_ds, "epochs": epochs, "verbose": 0}
    if patience is None:
        return model.fit(train_ds, **options).history
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "best.weights.h5")
        keep = ModelCheckpoint(path, save_best_only=True, save_weights_only=True)
        history = model.fit(train_ds, callbacks=[keep, EarlyStopping(patience=patience)], **options).history
        model.load_weights(path)
    return history
