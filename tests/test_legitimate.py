"""What an honest student may do works in the full sandbox, within the limits that every exercise has by default."""

import inspect
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict
from typing import Any

import pytest

from autograder.isolation.client import WorkerLine
from autograder.isolation.workers import NurseryLine
from autograder.model import Limits
from tests.conftest import SANDBOX
from tests.workers import OwnNursery, ask, call, load


def sequential_model_is_trained() -> object:
    import numpy as np
    from tensorflow import keras

    x = np.random.default_rng(0).normal(size=(256, 8))
    model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(16, activation="relu"), keras.layers.Dense(1)])
    model.compile(optimizer="adam", loss="mse", metrics=["mae"])
    losses = model.fit(x, x.sum(axis=1), epochs=5, verbose=0).history["loss"]
    loss, _ = model.evaluate(x, x.sum(axis=1), verbose=0)
    return losses[0] > losses[-1] > 0 and loss > 0 and model.predict(x, verbose=0).shape == (256, 1)


def functional_model_learns_from_a_dataset() -> object:
    import keras
    import numpy as np
    import tensorflow as tf

    x = np.random.default_rng(0).normal(size=(256, 8, 8, 1)).astype("float32")
    y = (x.mean(axis=(1, 2, 3)) > 0).astype("int32")
    data = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(256, seed=1).batch(32).prefetch(tf.data.AUTOTUNE)
    image = keras.Input((8, 8, 1))
    left, right = (keras.layers.Conv2D(4, size, padding="same", activation="relu")(image) for size in (1, 3))
    both = keras.layers.GlobalAveragePooling2D()(keras.layers.Concatenate()([left, right]))
    model = keras.Model(image, keras.layers.Dense(2, activation="softmax")(both))
    model.compile(optimizer="sgd", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    history = model.fit(data, validation_data=data, epochs=2).history
    return sorted(history) == ["accuracy", "loss", "val_accuracy", "val_loss"]


def layer_and_training_step_of_ones_own() -> object:
    import keras
    import numpy as np
    import tensorflow as tf

    class Scale(keras.layers.Layer):
        def build(self, shape: tuple[int, ...]) -> None:
            self.factor = self.add_weight(shape=(shape[-1],), initializer="ones")

        def call(self, x: tf.Tensor) -> tf.Tensor:
            return x * self.factor

    class Regression(keras.Model):
        def __init__(self) -> None:
            super().__init__()
            self.scale, self.head = Scale(), keras.layers.Dense(1)

        def call(self, x: tf.Tensor) -> tf.Tensor:
            return self.head(self.scale(x))

        def train_step(self, data: tuple[tf.Tensor, tf.Tensor]) -> dict[str, tf.Tensor]:
            x, y = data
            with tf.GradientTape() as tape:
                loss = self.compute_loss(y=y, y_pred=self(x, training=True))
            self.optimizer.apply(tape.gradient(loss, self.trainable_variables), self.trainable_variables)
            return {"loss": loss}

    x = np.ones((32, 3), "float32")
    model = Regression()
    model.compile(optimizer="adam", loss="mse")
    model.fit(x, x[:, :1], epochs=2, verbose=0)
    return not np.array_equal(model.scale.factor, np.ones(3)) and model.count_params() == 3 + 4


def gradient_tape_descends() -> object:
    import tensorflow as tf

    tf.random.set_seed(0)
    x = tf.Variable([3.0, -2.0])
    for _ in range(50):
        with tf.GradientTape() as tape:
            loss = tf.reduce_sum(x**2)
        x.assign_sub(0.1 * tape.gradient(loss, x))
    return float(loss) < 1e-3 and tf.config.list_physical_devices("GPU") == []


def lstm_runs_step_by_step_and_is_trained() -> object:
    import keras
    import numpy as np
    import tensorflow as tf

    x = np.random.default_rng(0).normal(size=(16, 10, 3)).astype("float32")
    eager = keras.layers.LSTM(4, return_sequences=True)(tf.constant(x))
    model = keras.Sequential([keras.Input((10, 3)), keras.layers.LSTM(8), keras.layers.Dense(1)])
    model.compile(optimizer="adam", loss="mse")
    model.fit(x, x[:, 0, 0], epochs=1, verbose=0)
    return eager.shape == (16, 10, 4)


def attention_and_words() -> object:
    import keras

    words = keras.layers.TextVectorization(max_tokens=20, output_sequence_length=4)
    words.adapt(["a cat sat", "a dog ran"])
    vectors = keras.layers.Embedding(20, 8)(words(["a cat ran", "a dog sat"]))
    return keras.layers.MultiHeadAttention(2, 4)(vectors, vectors).shape == (2, 4, 8)


def generator_and_discriminator_take_turns() -> object:
    import keras
    import tensorflow as tf

    generator = keras.Sequential([keras.Input((8,)), keras.layers.Dense(16), keras.layers.Reshape((4, 4, 1))])
    generator.add(keras.layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh"))
    critic = keras.Sequential([keras.Input((8, 8, 1)), keras.layers.Flatten(), keras.layers.Dense(1)])
    loss = keras.losses.BinaryCrossentropy(from_logits=True)
    optimizers = {model: keras.optimizers.Adam(0.01) for model in (generator, critic)}

    @tf.function
    def step(real: tf.Tensor) -> None:
        with tf.GradientTape(persistent=True) as tape:
            fake = critic(generator(tf.random.normal((16, 8))))
            losses = {generator: loss(tf.ones_like(fake), fake), critic: loss(tf.ones_like(fake), critic(real))}
        for model, optimizer in optimizers.items():
            optimizer.apply(tape.gradient(losses[model], model.trainable_variables), model.trainable_variables)

    for model, optimizer in optimizers.items():
        optimizer.build(model.trainable_variables)
    for _ in range(3):
        step(tf.random.normal((16, 8, 8, 1)))
    return generator(tf.zeros((1, 8))).shape == (1, 8, 8, 1)


def callbacks_write_and_stop() -> object:
    import os

    import keras
    import numpy as np

    x = np.ones((64, 2))
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    model.compile(optimizer="sgd", loss="mse")
    callbacks = [
        keras.callbacks.ModelCheckpoint("best.keras", monitor="loss", save_best_only=True),
        keras.callbacks.CSVLogger("log.csv"),
        keras.callbacks.EarlyStopping(monitor="loss", patience=0, min_delta=1e9),
        keras.callbacks.ReduceLROnPlateau(monitor="loss"),
    ]
    model.fit(x, x[:, 0], epochs=9, verbose=0, callbacks=callbacks)
    return os.path.exists("best.keras") and len(open("log.csv").readlines()) == 3


def dataset_is_mapped_in_parallel() -> object:
    import tensorflow as tf

    data = tf.data.Dataset.range(1000).map(lambda n: n * 2, num_parallel_calls=4)
    data = data.interleave(lambda n: tf.data.Dataset.from_tensors(n), num_parallel_calls=tf.data.AUTOTUNE)
    return int(data.batch(10).reduce(tf.constant(0, tf.int64), lambda total, n: total + tf.reduce_sum(n))) == 999000


def dataset_comes_from_a_generator_and_is_cached() -> object:
    import tensorflow as tf

    signature = tf.TensorSpec((), tf.int32)
    data = tf.data.Dataset.from_generator(lambda: iter(range(10)), output_signature=signature).cache("cached")
    return [int(n) for n in data] == [int(n) for n in data] == list(range(10))


def numpy_in_a_dataset() -> object:
    import numpy as np
    import tensorflow as tf

    data = tf.data.Dataset.range(5).map(lambda n: tf.numpy_function(np.square, [n], tf.int64))
    return [int(n) for n in data.map(lambda n: tf.py_function(lambda n: n + 1, [n], tf.int64))] == [1, 2, 5, 10, 17]


def function_is_compiled() -> object:
    import tensorflow as tf

    @tf.function(jit_compile=True)
    def normalised(x: tf.Tensor) -> tf.Tensor:
        return tf.nn.softmax(x @ tf.transpose(x))

    return normalised(tf.ones((16, 16))).shape == (16, 16)


def model_is_saved_and_loaded() -> object:
    import keras
    import numpy as np

    x = np.ones((4, 3), "float32")
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    model.save("model.keras")
    model.save_weights("model.weights.h5")
    loaded = keras.models.load_model("model.keras")
    other = keras.models.clone_model(model)
    other.load_weights("model.weights.h5")
    return np.array_equal(loaded(x), model(x)) and np.array_equal(other(x), model(x))


def model_is_exported_and_served() -> object:
    import keras
    import numpy as np
    import tensorflow as tf

    x = np.ones((4, 3), "float32")
    model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])
    model.export("exported", verbose=False)
    loaded = tf.saved_model.load("exported")
    return np.allclose(loaded.serve(x), model(x))


def checkpoints_and_records_are_kept() -> object:
    import tensorflow as tf

    variable = tf.Variable(1.0)
    path = tf.train.Checkpoint(variable=variable).save("checkpoints/one")
    variable.assign(2.0)
    tf.train.Checkpoint(variable=variable).restore(path)
    with tf.io.TFRecordWriter("data.tfrecord") as records:
        records.write(b"one")
    read = [record.numpy() for record in tf.data.TFRecordDataset("data.tfrecord")]
    return float(variable) == 1.0 and read == [b"one"]


def pictures_become_a_dataset() -> object:
    import keras
    import tensorflow as tf

    for number in range(6):
        picture = tf.fill((12, 12, 3), tf.cast(40 * number, tf.uint8))
        tf.io.gfile.makedirs(f"pictures/{'even' if number % 2 == 0 else 'odd'}")
        tf.io.write_file(f"pictures/{'odd' if number % 2 else 'even'}/{number}.png", tf.io.encode_png(picture))
    data = keras.utils.image_dataset_from_directory("pictures", image_size=(8, 8), batch_size=2)
    return data.class_names == ["even", "odd"] and [x.shape for x, _ in data] == [(2, 8, 8, 3)] * 3


def pictures_are_augmented() -> object:
    import keras
    import numpy as np
    import tensorflow as tf

    layers = [
        keras.layers.RandomFlip("horizontal"),
        keras.layers.RandomRotation(0.2),
        keras.layers.RandomZoom(0.2),
        keras.layers.RandomTranslation(0.1, 0.1),
        keras.layers.RandomContrast(0.2),
        keras.layers.RandomBrightness(0.2),
        keras.layers.RandomCrop(6, 6),
        keras.layers.Rescaling(1 / 255),
    ]
    x = np.random.default_rng(0).integers(0, 256, (16, 8, 8, 3)).astype("float32")
    data = tf.data.Dataset.from_tensor_slices(x).batch(4)
    for layer in layers:
        data = data.map(lambda x, layer=layer: layer(x, training=True), num_parallel_calls=2)
    jpeg = tf.io.decode_jpeg(tf.io.encode_jpeg(tf.cast(x[0], tf.uint8)))
    return next(iter(data)).shape == (4, 6, 6, 3) and jpeg.shape == (8, 8, 3)


def batches_come_from_threads() -> object:
    import keras
    import numpy as np

    class Batches(keras.utils.PyDataset):
        def __len__(self) -> int:
            return 4

        def __getitem__(self, index: int) -> tuple[np.ndarray, np.ndarray]:
            return np.full((8, 2), float(index)), np.zeros((8, 1))

    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    model.compile(optimizer="sgd", loss="mse")
    return len(model.fit(Batches(workers=2), epochs=2, verbose=0).history["loss"]) == 2


def summary_of_a_model_is_printed() -> object:
    import keras

    lines: list[str] = []
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    model.summary()
    model.summary(print_fn=lines.append)
    return "dense" in "".join(lines)


def figure_is_drawn() -> object:
    import os

    import matplotlib.pyplot as plt

    plt.plot([1, 2, 3])
    plt.title("Loss — π")
    plt.savefig("loss.png")
    plt.show()
    return os.path.getsize("loss.png") > 1000


def table_is_made() -> object:
    import pandas as pd

    table = pd.DataFrame({"loss": [2.0, 1.0]}, index=pd.to_datetime(["2026-01-01", "2026-01-02"]))
    table.to_csv("table.csv")
    return pd.read_csv("table.csv").loss.sum() == 3


def science_is_computed() -> object:
    import numpy as np
    from scipy import ndimage, optimize, signal, stats

    x = np.random.default_rng(0).normal(size=(16, 16))
    return (
        np.allclose(signal.convolve2d(x, np.ones((3, 3)), "valid"), ndimage.uniform_filter(x, 3)[1:-1, 1:-1] * 9)
        and abs(optimize.minimize(lambda x: (x[0] - 3) ** 2, [0.0]).x[0] - 3) < 1e-3
        and stats.norm.cdf(0) == 0.5
    )


def linear_algebra_is_solved() -> object:
    import numpy as np

    a = np.random.default_rng(0).normal(size=(200, 200))
    u, s, v = np.linalg.svd(a)
    values, vectors = np.linalg.eig(a)
    return (
        np.allclose(u * s @ v, a)
        and np.allclose(a @ np.linalg.solve(a, a[0]), a[0])
        and np.allclose(a @ vectors, vectors * values)
        and np.allclose(np.fft.ifft2(np.fft.fft2(a)).real, a)
        and np.allclose(np.einsum("ij,kj->ik", a, a), a @ a.T)
    )


def arrays_are_saved_and_loaded() -> object:
    import numpy as np

    a = np.arange(12.0).reshape(3, 4)
    np.save("a.npy", a)
    np.savez_compressed("a.npz", a=a)
    np.savetxt("a.txt", a)
    mapped = np.memmap("a.bin", float, "w+", shape=(3, 4))
    mapped[:] = a
    mapped.flush()
    again = [np.load("a.npy"), np.load("a.npy", mmap_mode="r"), np.load("a.npz")["a"], np.loadtxt("a.txt")]
    return all(np.array_equal(a, b) for b in [*again, np.fromfile("a.bin").reshape(3, 4)])


def threads_share_the_work() -> object:
    import queue
    import threading
    from concurrent.futures import ThreadPoolExecutor

    done: queue.Queue[int] = queue.Queue()
    thread = threading.Thread(target=done.put, args=(1,))
    thread.start()
    thread.join()
    with ThreadPoolExecutor(8) as pool:
        return list(pool.map(abs, range(-50, 0))) == list(range(50, 0, -1)) and done.get(timeout=5) == 1


def pool_of_threads_shares_the_work() -> object:
    from multiprocessing.pool import ThreadPool

    with ThreadPool(4) as pool:
        return pool.map(abs, range(-9, 0)) == list(range(9, 0, -1))


def tasks_take_turns() -> object:
    import asyncio

    async def later(n: int) -> int:
        await asyncio.sleep(0.01)
        return n + await asyncio.to_thread(abs, -n)

    async def both() -> list[int]:
        async with asyncio.timeout(5):
            return await asyncio.gather(later(1), later(2))

    return asyncio.run(both()) == [2, 4]


def time_runs_and_is_measured() -> object:
    import cProfile
    import signal
    import time
    import timeit
    import tracemalloc

    rung: list[int] = []
    signal.signal(signal.SIGALRM, lambda *_: rung.append(1))
    signal.setitimer(signal.ITIMER_REAL, 0.01)
    time.sleep(0.05)
    cProfile.runctx("sum([1, 2])", {}, {})
    tracemalloc.start()
    return rung == [1] and timeit.timeit("1 + 1", number=10) > 0 and tracemalloc.get_traced_memory()[1] >= 0


def files_are_copied_moved_and_removed() -> object:
    import os
    import shutil
    import tempfile
    from pathlib import Path

    with tempfile.TemporaryDirectory() as folder, tempfile.NamedTemporaryFile("w+") as named:
        named.write("x")
        Path(folder, "a/b").mkdir(parents=True)
        Path(folder, "a/b/one.txt").write_text("one")
        shutil.copy(Path(folder, "a/b/one.txt"), Path(folder, "a/two.txt"))
        shutil.copy2(Path(folder, "a/b/one.txt"), Path(folder, "a/three.txt"))
        shutil.copytree(Path(folder, "a"), "tree")
        archive = shutil.make_archive("packed", "zip", "tree")
        shutil.unpack_archive(archive, "unpacked")
        shutil.move("unpacked/b/one.txt", "unpacked/four.txt")
        os.replace("unpacked/four.txt", "tree/four.txt")
        shutil.rmtree("unpacked")
        os.chmod("tree/four.txt", 0o600)
        os.utime("tree/four.txt", (0, 0))
    Path.home().joinpath(".settings").write_text("mine")
    return sorted(path.name for path in Path("tree").rglob("*.txt")) == ["four.txt", "one.txt", "three.txt", "two.txt"]


def empty_file_is_made() -> object:
    import os
    from pathlib import Path

    Path("empty").touch()
    Path("empty").touch()
    return os.path.getsize("empty") == 0


def texts_are_written_and_read() -> object:
    import csv
    import gzip
    import json
    import pickle
    from pathlib import Path

    rows = [["épocha", "1"], ["ж", "2"]]
    with open("rows.csv", "w", newline="") as stream:
        csv.writer(stream).writerows(rows)
    with open("rows.csv", newline="") as stream:
        read = [list(csv.reader(stream))]
    Path("rows.json").write_text(json.dumps(rows))
    read.append(json.loads(Path("rows.json").read_text()))
    with gzip.open("rows.pickle.gz", "wb") as stream:
        pickle.dump(rows, stream)
    with gzip.open("rows.pickle.gz") as stream:
        read.append(pickle.load(stream))
    return read == [rows] * 3


def clocks_and_zones_are_known() -> object:
    import datetime
    import time
    import zoneinfo

    noon = datetime.datetime(2026, 7, 1, 12, tzinfo=zoneinfo.ZoneInfo("Europe/Berlin"))
    now = datetime.datetime.now().astimezone()
    return noon.utcoffset() == datetime.timedelta(hours=2) and now.year > 2024 and len(time.tzname) == 2


def chance_is_drawn() -> object:
    import random
    import secrets
    import uuid

    random.seed()
    return len({random.random(), secrets.randbits(64), uuid.uuid4().int, uuid.uuid1().int}) == 4


def log_is_kept() -> object:
    import logging
    from pathlib import Path

    logging.basicConfig(filename="run.log", level=logging.INFO, force=True)
    logging.info("epoch %d", 1)
    return Path("run.log").read_text() == "INFO:root:epoch 1\n"


def table_is_queried() -> object:
    import sqlite3

    with sqlite3.connect(":memory:") as memory, sqlite3.connect("table.db") as file:
        for connection in (memory, file):
            connection.execute("create table losses (epoch int, loss real)")
            connection.executemany("insert into losses values (?, ?)", [(1, 2.5), (2, 1.5)])
            connection.commit()
        return [c.execute("select min(loss) from losses").fetchone() for c in (memory, file)] == [(1.5,)] * 2


def unusual_modules_are_imported() -> object:
    import decimal
    import email.message
    import fractions
    import html.parser
    import inspect
    import locale
    import mimetypes
    import platform
    import statistics
    import unittest
    import urllib.request
    import xml.etree.ElementTree as tree

    modules = (decimal, email.message, html.parser, inspect, unittest, urllib.request, tree)
    return (
        all(modules)
        and statistics.mean([fractions.Fraction(1, 2), fractions.Fraction(3, 2)]) == 1
        and tree.fromstring("<a><b/></a>")[0].tag == "b"
        and mimetypes.guess_type("cat.png")[0] == "image/png"
        and platform.platform().startswith("Linux")
        and locale.setlocale(locale.LC_ALL) is not None
    )


def own_tests_are_run() -> object:
    import doctest
    import inspect
    import unittest

    def double(x: int) -> int:
        """Doubles: `>>> double(2)` gives 4.

        >>> double(2)
        4
        """
        return 2 * x

    result = unittest.TestResult()
    unittest.FunctionTestCase(lambda: double(1)).run(result)
    doctest.run_docstring_examples(double, {"double": double})
    return result.wasSuccessful() and "def double" in inspect.getsource(own_tests_are_run)


def warning_is_only_a_warning() -> object:
    import warnings

    import numpy as np

    warnings.warn("careful", stacklevel=1)
    return bool(np.isnan(np.log(-np.ones(1)))[0]) and bool(np.isinf(np.ones(1) / 0)[0])


def machine_is_known() -> object:
    import multiprocessing
    import os
    import resource

    return os.cpu_count() >= 1 and multiprocessing.cpu_count() >= 1 and resource.getrusage(0).ru_maxrss > 0


def recursion_is_deep_and_has_an_end() -> object:
    import sys

    def depth(n: int) -> int:
        return 1 + depth(n - 1) if n else 0

    try:
        depth(100_000)
    except RecursionError:
        sys.setrecursionlimit(20_000)
        return depth(15_000) == 15_000


# Every function above is what a student could hand in; a worker gets its text.
WORK = [value for value in list(globals().values()) if inspect.isfunction(value) and value.__module__ == __name__]
NEEDS = {figure_is_drawn: "matplotlib", table_is_made: "pandas", science_is_computed: "scipy"}

# What no honest answer needs: refused at once and in words that a student understands, never by a hang.
REFUSED = {
    "input()": "EOFError",
    "breakpoint()": "Exception",
    "__import__('pdb').set_trace()": "Exception",
    "os.fork()": "PermissionError",
    "subprocess.run(['true'])": "PermissionError",
    "asyncio.run(asyncio.create_subprocess_exec('true'))": "PermissionError",
    "multiprocessing.Process(target=print).start()": "PermissionError",
    "multiprocessing.Pool(2)": "PermissionError",
    "concurrent.futures.ProcessPoolExecutor(2).submit(print).result()": "PermissionError",
    "socket.socket()": "PermissionError",
    "socket.create_connection(('127.0.0.1', 80))": "PermissionError",
    "asyncio.run(asyncio.open_connection('127.0.0.1', 80))": "PermissionError",
    "urllib.request.urlopen('http://127.0.0.1/')": "OSError",
    "open('/etc/hostname')": "PermissionError",
    "open('/tmp/mine', 'w')": "PermissionError",
}
# Whether operations were wrapped shows in the functions that TensorFlow has made, if nobody asked for any.
WRAPPED = """
from tensorflow.python import _pywrap_tfe, pywrap_tfe
from tensorflow.python.eager import context
import tensorflow as tf

def turn_back():
    pywrap_tfe.TFE_ContextOptionsSetRunEagerOpAsFunction = _pywrap_tfe.TFE_ContextOptionsSetRunEagerOpAsFunction

def wrapped():
    tf.nn.relu(tf.ones(3))
    return [name for name in context.context().list_function_names() if "Relu" in name]
"""
IMPORTS = "import asyncio, concurrent.futures, multiprocessing, os, socket, subprocess, urllib.request\n"


@pytest.fixture(scope="module")
def source() -> Iterator[NurseryLine]:
    with closing(OwnNursery(("numpy", "tensorflow", "keras"), SANDBOX)) as line:
        yield line


@pytest.fixture
def worker(source: NurseryLine) -> Iterator[WorkerLine]:
    with closing(WorkerLine(source, limits_of_a_check())) as worker:
        yield worker


def limits_of_a_check() -> dict[str, Any]:
    limits = asdict(Limits())
    limits["cpu_seconds"] += limits.pop("load_seconds")
    del limits["check_seconds"]
    return limits


@pytest.mark.parametrize("work", WORK, ids=lambda work: work.__name__)
def test_honest_work_is_not_refused(worker: WorkerLine, work: Callable[[], object]) -> None:
    if work in NEEDS:
        pytest.importorskip(NEEDS[work])
    assert load(worker, inspect.getsource(work)) == {"value": None}
    reply = ask(worker, 60, do="call", target=None, name=work.__name__, args=(), kwargs={}, first=True)
    assert reply == {"value": True, "arguments": None}


@pytest.mark.parametrize("statement", REFUSED)
def test_other_work_is_refused_without_a_hang(worker: WorkerLine, statement: str) -> None:
    load(worker, f"{IMPORTS}def f():\n    {statement}\ndef g():\n    return 1\n")
    assert call(worker, "f")["error"]["kind"] == REFUSED[statement]
    assert call(worker, "g")["value"] == 1


def test_operations_of_tensorflow_run_directly_and_would_be_wrapped_otherwise(source: NurseryLine) -> None:
    # Were the private switch to change its name or its meaning, one of the two would be as the other.
    for turned_back in (False, True):
        with closing(WorkerLine(source, limits_of_a_check())) as worker:
            assert load(worker, WRAPPED) == {"value": None}
            if turned_back:
                assert call(worker, "turn_back")["value"] is None
            assert bool(call(worker, "wrapped")["value"]) is turned_back


def test_nothing_is_downloaded(worker: WorkerLine) -> None:
    load(worker, "import keras\ndef f():\n    keras.utils.get_file('x', 'http://127.0.0.1/x', cache_dir='.')\n")
    assert "fetch failure" in call(worker, "f")["error"]["message"]


def test_every_script_can_be_printed(worker: WorkerLine) -> None:
    load(worker, "def f():\n    print('π ≈ 3, 学习, Ωмега, 🙂')\n")
    call(worker, "f")
    assert worker.take_output() == "π ≈ 3, 学习, Ωмега, 🙂\n"
