"""Everything in the graph: the dataset maps each batch to its one-hot product and adds them up."""

import tensorflow as tf


def confusion_matrix_from_dataset(model, ds, num_classes):
    def count(images, labels):
        true = tf.one_hot(labels, num_classes, dtype=tf.int64)
        predicted = tf.one_hot(tf.argmax(model(images, training=False), -1), num_classes, dtype=tf.int64)
        return tf.matmul(true, predicted, transpose_a=True)

    start = tf.zeros((num_classes, num_classes), tf.int64)
    return ds.map(count).reduce(start, tf.add).numpy()
