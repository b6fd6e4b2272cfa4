"""The job of `engram bench pipeline` as an expert writes it in PyTorch: whole batches augmented as tensors, f and g in two processes of one
thread, or one after the other on a graphics device. Prints one line of JSON. Starting processes and reading images are left out, as in ours.

    /usr/bin/python3 bench/peers/pytorch-expert.py --images IDX --epochs 3
"""

import argparse
import gzip
import json
import resource
import struct
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

import numpy
import torch
from torch import nn

from networks import augmented, network, nt_xent, projector, require_optimized_products


def read_images(path):
    with open(path, "rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    with (gzip.open if packed else open)(path, "rb") as file:
        _, count, height, width = struct.unpack(">IIII", file.read(16))
        return numpy.frombuffer(file.read(), dtype=numpy.uint8).reshape(count, 1, height, width)


def ready():
    """Imports everything in a process."""
    torch.set_num_threads(1)
    return torch.ones(1).sum().item()


def train(images, options):
    started = time.process_time()
    encoder, dims = network("small-conv", (*images.shape[2:], 1))
    model = nn.Sequential(encoder, projector(dims)).to(options.device)
    pixels = torch.from_numpy(images).to(options.device)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.06, momentum=0.9)
    steps = options.epochs * -(-len(images) // options.batch)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps)
    for _ in range(options.epochs):
        for chosen in torch.randperm(len(pixels), device=options.device).split(options.batch):
            x = pixels[chosen].float().div(255)
            loss = nt_xent(model(torch.cat([augmented(x), augmented(x)])))
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            schedule.step()
            loss.item()
    return {name: value.cpu() for name, value in encoder.state_dict().items()}, time.process_time() - started


@torch.no_grad()
def score(state, images, options):
    encoder, _ = network("small-conv", (*images.shape[2:], 1))
    encoder.load_state_dict(state)
    encoder = encoder.to(options.device).eval()
    pairs = torch.triu_indices(options.views, options.views, offset=1)
    losses = []
    for block in torch.from_numpy(images).split(100):
        x = block.to(options.device).float().div(255).repeat_interleave(options.views, 0)
        h = nn.functional.normalize(encoder(augmented(x)), dim=1).unflatten(0, (-1, options.views))
        losses.append((h[:, pairs[0]] - h[:, pairs[1]]).norm(dim=2).mean(dim=1).cpu())
    return torch.cat(losses)


def memory():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--images", required=True)
    parser.add_argument("--device", default="cpu")
    for name, default in [("n", 2000), ("epochs", 3), ("batch", 128), ("views", 10), ("processes", 2)]:
        parser.add_argument(f"--{name}", type=int, default=default)
    options = parser.parse_args()
    if options.device == "cpu":
        require_optimized_products()
    processes = options.processes if options.device == "cpu" else 1

    everything = read_images(options.images)
    images = everything[numpy.arange(options.n) * len(everything) // options.n]
    order = numpy.random.default_rng(0).permutation(options.n)
    shared, candidates, independent = numpy.split(order, [int(0.8 * options.n), int(0.9 * options.n)])
    jobs = [images[numpy.concatenate([shared, own])] for own in (candidates, independent)]

    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        list(pool.map(_ready, range(2 * processes)))
        started = time.perf_counter()
        encoders, processor_seconds = zip(*pool.map(train, jobs, [options] * 2))
        train_seconds = time.perf_counter() - started
        started = time.perf_counter()
        alignments = list(pool.map(score, encoders, [images[candidates]] * 2, [options] * 2))
        score_seconds = time.perf_counter() - started
        peak = memory() + sum(list(pool.map(_memory, range(processes)))[:processes])
    views = 2 * options.epochs * sum(len(job) for job in jobs)
    print(
        json.dumps(
            {
                "trainViewsPerSecond": views / train_seconds,
                "trainProcessorSeconds": sum(processor_seconds),
                "scoreViewsPerSecond": 2 * len(candidates) * options.views / score_seconds,
                "trainSeconds": train_seconds,
                "scoreSeconds": score_seconds,
                "peakRssBytes": peak,
                "engine": f"torch {torch.__version__}",
                "meanScore": float((alignments[1] - alignments[0]).mean()),
            }
        )
    )


def _ready(_):
    # Long enough that every process of the pool starts.
    time.sleep(0.5)
    return ready()


def _memory(_):
    time.sleep(0.1)
    return memory()


if __name__ == "__main__":
    main()
