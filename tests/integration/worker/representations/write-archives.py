"""Archives as NumPy and Python's zipfile write them, for numpy.test.ts: one folder, one file a case."""

import io
import struct
import sys
import zipfile

import numpy as np

folder = sys.argv[1]
rng = np.random.default_rng(1)
f = rng.integers(-8, 9, (6, 3, 4)).astype(np.float64) + 0.5
g = rng.integers(-8, 9, (6, 3, 4)).astype(np.float64) + 0.5
labels = np.array([0, 1, 2, 0, 1, -1])


def save(name, compressed=False, **arrays):
    (np.savez_compressed if compressed else np.savez)(f"{folder}/{name}.npz", **arrays)


def npy(array, version=None):
    out = io.BytesIO()
    np.lib.format.write_array(out, np.asanyarray(array), version=version)
    return out.getvalue()


def with_header(text, array):
    """Version 1.0 with a header of our own."""
    pad = -(10 + len(text) + 1) % 64
    header = text.encode("latin1") + b" " * pad + b"\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header + array.tobytes()


def zipped(name, members, method=zipfile.ZIP_STORED, **how):
    with zipfile.ZipFile(f"{folder}/{name}.npz", "w", method, **how) as archive:
        for member, data in members:
            with archive.open(member, "w", force_zip64=True) as out:
                out.write(data)


save("plain", f=f, g=g, labels=labels)
save("compressed", True, f=f, g=g, labels=labels)
for kind in ["<f2", ">f2", "<f4", ">f4", ">f8"]:
    save(f"type {kind[1:]} {'big' if kind[0] == '>' else 'little'}", f=f.astype(kind), g=g.astype(kind), labels=labels)
for kind in ["i1", "<i2", ">i2", "<i4", ">i4", "<i8", ">i8"]:
    save(f"labels {kind[-2:]} {'big' if kind[0] == '>' else 'little'}", f=f, g=g, labels=labels.astype(kind))
save("labels float", f=f, g=g, labels=labels.astype(np.float32))
save("labels column", f=f, g=g, labels=labels[:, None])
save("labels row", f=f, g=g, labels=labels[None])
save("labels twice the same", f=f, g=g, labels=labels, **{"class": labels[:, None]})
for name in ["y", "targets", "target", "label", "class", "LABELS", "Y"]:
    save(f"name {name}", f=f, g=g, **{name: labels})
save("upper case", F=f, G=g, Labels=labels)
save("fortran", f=np.asfortranarray(f), g=np.asfortranarray(g), labels=labels)
save("fortran compressed big", True, f=np.asfortranarray(f.astype(">f4")), g=g, labels=np.asfortranarray(labels[:, None]))
save("encoders", encoders=np.stack([f, g]), mask=np.array([[1] * 6, [0] * 6]), labels=labels)
save("encoders bool", encoders=np.stack([f, g]), mask=np.array([[True] * 6, [False] * 6]), labels=labels)
save("encoders fortran", encoders=np.asfortranarray(np.stack([f, g])), mask=np.asfortranarray([[1] * 6, [0] * 6]), labels=labels)
for version in [(1, 0), (2, 0), (3, 0)]:
    zipped(f"version {version[0]}", [("f.npy", npy(f, version)), ("g.npy", npy(g, version)), ("labels.npy", npy(labels, version))])
plain = [("f.npy", npy(f)), ("g.npy", npy(g)), ("labels.npy", npy(labels))]
zipped("zip64", plain)
zipped("zip64 deflated", plain, zipfile.ZIP_DEFLATED)
zipped("no ending", [("f", npy(f)), ("g", npy(g)), ("labels", npy(labels))])
zipped("other members", [("README.txt", b"hello"), ("meta/info.json", b"{}"), *plain, ("notes.npy", npy(np.array([{}], dtype=object)))])
zipped("python 2", [
    ("f.npy", with_header("{'descr': '<f8', 'fortran_order': False, 'shape': (6L, 3L, 4L), }", f)),
    ("g.npy", with_header('{"shape": (6L, 3L, 4L), "fortran_order": False, "descr": u"<f8"}', g)),
    ("labels.npy", with_header("{'descr': '<i8', 'fortran_order': False, 'shape': (6L,), }", labels)),
])
data = open(f"{folder}/plain.npz", "rb").read()
open(f"{folder}/trailing bytes.npz", "wb").write(data + b"garbage" * 9)
open(f"{folder}/leading bytes.npz", "wb").write(b"#!/bin/sh\n" + data)


class Unseekable(io.RawIOBase):
    """What a pipe is to zipfile: it then writes data descriptors."""

    def __init__(self, path):
        self.file = open(path, "wb")

    def writable(self):
        return True

    def write(self, data):
        return self.file.write(data)

    def flush(self):
        if not self.file.closed:
            self.file.flush()


for method, name in [(zipfile.ZIP_STORED, "stored"), (zipfile.ZIP_DEFLATED, "deflated")]:
    with zipfile.ZipFile(Unseekable(f"{folder}/data descriptors {name}.npz"), "w", method) as archive:
        for member, content in plain:
            archive.writestr(member, content)

# What is refused, with its true reason.
save("refused objects", f=f.astype(object), g=g)
save("refused structured", f=np.zeros((6, 3, 4), dtype=[("a", "<f4"), ("b", "<i2")]), g=g)
save("refused text", f=np.full((6, 3, 4), "x"), g=g)
save("refused complex", f=f.astype(np.complex64), g=g)
save("refused long double", f=f.astype(np.longdouble), g=g)
save("refused dates", f=np.zeros((6, 3, 4), dtype="datetime64[s]"), g=g)
save("refused void", f=np.zeros((6, 3, 4), dtype="V2"), g=g)
save("refused contradicting labels", f=f, g=g, labels=labels, y=labels[::-1])
save("refused one-hot", f=f, g=g, labels=np.eye(6, 3))
save("refused nan label", f=f, g=g, labels=np.array([0, np.nan, 1, 1, 1, 1]))
save("refused huge label", f=f, g=g, labels=np.full(6, 2**63 - 1))
save("refused scalar label", f=f, g=g, labels=np.array(3))
save("refused empty", f=f[:0], g=g[:0])
save("refused no dimension", f=f[..., :0], g=g[..., :0])
save("refused nan", f=np.where(np.arange(4) == 2, np.nan, f), g=g)
save("refused infinite", f=f, g=np.where(np.arange(4) == 2, np.inf, g))
save("refused zero vector", f=f * (np.arange(6) != 4)[:, None, None], g=g)
save("refused datapoints differ", f=f, g=g[:5])
save("refused views differ", f=f, g=g[:, :2])
save("refused one index twice", f=f, g=g, index=np.array([0, 1, 2, 2, 3, 4]))
np.savez(f"{folder}/refused positional.npz", f, g)
save("refused upper and mixed", Encoders=np.stack([f, g]), ENCODERS=np.stack([f, g]), mask=np.zeros((2, 6)))
np.save(f"{folder}/refused single.npz", f)
import os

os.rename(f"{folder}/refused single.npz.npy", f"{folder}/refused single.npz")
zipped("refused bzip2", plain, zipfile.ZIP_BZIP2)
zipped("refused lzma", plain, zipfile.ZIP_LZMA)
zipped("refused folder", [(f"run/{name}", content) for name, content in plain])
zipped("refused twice", [*plain, ("f", npy(g))])
import warnings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    zipped("refused same member twice", [*plain, ("f.npy", npy(g))])
open(f"{folder}/refused cut.npz", "wb").write(data[:-80])
open(f"{folder}/refused cut early.npz", "wb").write(data[:500])
open(f"{folder}/refused pickle.npz", "wb").write(__import__("pickle").dumps({"f": [1]}))
open(f"{folder}/refused empty file.npz", "wb").close()
open(f"{folder}/refused gzip.npz", "wb").write(__import__("gzip").compress(data))
encrypted = bytearray(data)
at = 0
while (at := encrypted.find(b"PK\x01\x02", at)) >= 0:
    encrypted[at + 8] |= 1
    at += 4
open(f"{folder}/refused encrypted.npz", "wb").write(encrypted)
zipped("refused negative shape", [("f.npy", with_header("{'descr': '<f8', 'fortran_order': False, 'shape': (-6, 3, -4), }", f)), *plain[1:]])
zipped("refused huge shape", [("f.npy", with_header("{'descr': '<f8', 'fortran_order': False, 'shape': (1099511627776, 1099511627776, 4), }", f)), *plain[1:]])
zipped("refused long shape", [("f.npy", with_header("{'descr': '<f8', 'fortran_order': False, 'shape': (1099511627776, 3, 4), }", f)), *plain[1:]])
zipped("refused code in header", [("f.npy", with_header("{'descr': __import__('os').getcwd(), 'fortran_order': False, 'shape': (6, 3, 4), }", f)), *plain[1:]])
zipped("refused header of 4 GB", [("f.npy", b"\x93NUMPY\x02\x00\xff\xff\xff\xff" + b" " * 20_000), *plain[1:]])
zipped("refused nested header", [("f.npy", with_header("(" * 9_000, f)), *plain[1:]])
