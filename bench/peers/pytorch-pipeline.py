"""The job of `engram bench pipeline`, written the usual way in PyTorch and torchvision, for comparison.

f and g of an 80/10/10 split are trained one after the other with SimCLR (3x3 stride-2 convolutions, batch norm, ReLU, global average
pooling, projector 128-64 with batch norm), augmented by PIL transforms in a DataLoader; then the candidates are scored over M
views. Prints one line of JSON. Needs Debian's python3-torch, python3-torchvision and libopenblas0-pthread:

    /usr/bin/python3 bench/peers/pytorch-pipeline.py --images IDX --workers 1 --threads 1
"""

import argparse
import gzip
import json
import resource
import struct
import time

import numpy
import torch
from PIL import Image
from torch import nn
from torch.utils.data import DataLoader, Dataset
from torchvision import transforms


def read_images(path):
    with open(path, "rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    with (gzip.open if packed else open)(path, "rb") as file:
        _, count, height, width = struct.unpack(">IIII", file.read(16))
        return numpy.frombuffer(file.read(), dtype=numpy.uint8).reshape(count, height, width)


class Views(Dataset):
    """`views` augmented copies of each datapoint."""

    def __init__(self, images, views):
        self.images = images
        self.views = views
        self.augment = transforms.Compose(
            [
                transforms.RandomResizedCrop(images.shape[1:], scale=(0.4, 1.0)),
                transforms.RandomRotation(15),
                transforms.RandomApply([transforms.GaussianBlur(7, sigma=(0.1, 1.0))], p=0.5),
                transforms.ToTensor(),
            ]
        )

    def __len__(self):
        return len(self.images)

    def __getitem__(self, index):
        image = Image.fromarray(self.images[index])
        return torch.stack([self.augment(image) for _ in range(self.views)])


class Encoder(nn.Module):
    def __init__(self, channels):
        super().__init__()
        layers = []
        for inputs, outputs in zip([1] + channels, channels):
            layers += [nn.Conv2d(inputs, outputs, 3, stride=2, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU()]
        self.layers = nn.Sequential(*layers)

    def forward(self, x):
        return self.layers(x).mean(dim=(2, 3))


def nt_xent(z, temperature=0.5):
    z = nn.functional.normalize(z, dim=1)
    count = len(z)
    similarity = (z @ z.T / temperature).masked_fill(torch.eye(count, dtype=torch.bool), float("-inf"))
    partners = torch.arange(count).roll(count // 2)
    return nn.functional.cross_entropy(similarity, partners)


def train(images, options):
    torch.manual_seed(0)
    encoder = Encoder(options.channels)
    dims = options.channels[-1]
    head = nn.Sequential(nn.Linear(dims, 128, bias=False), nn.BatchNorm1d(128), nn.ReLU(), nn.Linear(128, 64))
    parameters = [*encoder.parameters(), *head.parameters()]
    loader = DataLoader(
        Views(images, 2),
        batch_size=options.batch,
        shuffle=True,
        num_workers=options.workers,
        persistent_workers=options.workers > 0,
    )
    optimizer = torch.optim.SGD(parameters, lr=0.06, momentum=0.9)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, options.epochs * len(loader))
    for _ in range(options.epochs):
        for pairs in loader:
            x = pairs.transpose(0, 1).flatten(0, 1)  # [2B, 1, H, W]
            loss = nt_xent(head(encoder(x)))
            optimizer.zero_grad(set_to_none=True)
            loss.backward()
            optimizer.step()
            schedule.step()
            loss.item()
    return encoder


@torch.no_grad()
def score(encoder, images, options):
    encoder.eval()
    loader = DataLoader(Views(images, options.views), batch_size=100, num_workers=options.workers)
    losses = []
    for views in loader:
        h = encoder(views.flatten(0, 1)).unflatten(0, (-1, options.views))
        h = nn.functional.normalize(h, dim=2)
        pairs = torch.triu_indices(options.views, options.views, offset=1)
        losses.append((h[:, pairs[0]] - h[:, pairs[1]]).norm(dim=2).mean(dim=1))
    return torch.cat(losses)


def processor_seconds():
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--images", required=True)
    parser.add_argument("--n", type=int, default=2000)
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--views", type=int, default=10)
    parser.add_argument("--channels", type=lambda text: [int(part) for part in text.split(",")], default=[32, 64, 128])
    parser.add_argument("--workers", type=int, default=0)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)

    everything = read_images(options.images)
    images = everything[numpy.arange(options.n) * len(everything) // options.n]
    order = numpy.random.default_rng(0).permutation(options.n)
    shared, candidates, independent = numpy.split(order, [int(0.8 * options.n), int(0.9 * options.n)])

    started, before = time.perf_counter(), processor_seconds()
    encoders = [
        train(images[numpy.concatenate([shared, own])], options) for own in (candidates, independent)
    ]
    train_seconds = time.perf_counter() - started
    train_processor_seconds = processor_seconds() - before
    started = time.perf_counter()
    alignments = [score(encoder, images[candidates], options) for encoder in encoders]
    score_seconds = time.perf_counter() - started
    views = 2 * options.epochs * (2 * len(shared) + len(candidates) + len(independent))
    usage = [resource.getrusage(who).ru_maxrss * 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    print(
        json.dumps(
            {
                "trainViewsPerSecond": views / train_seconds,
                "trainProcessorSeconds": train_processor_seconds,
                "scoreViewsPerSecond": 2 * len(candidates) * options.views / score_seconds,
                "trainSeconds": train_seconds,
                "scoreSeconds": score_seconds,
                "peakRssBytes": usage[0] + options.workers * usage[1],
                "engine": f"torch {torch.__version__}",
                "workers": options.workers,
                "threads": options.threads,
                "meanScore": float((alignments[1] - alignments[0]).mean()),
            }
        )
    )


if __name__ == "__main__":
    main()
