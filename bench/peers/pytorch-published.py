"""Scoring as the score was published (arXiv 2401.12233): datapoint by datapoint, view by view, one image a pass; prints one line of JSON.

Our own rendering of the published procedure, not its authors' code: each view is drawn by torchvision on a PIL image, encoded alone by PyTorch
in eager mode, gradients recorded, and the distances of a datapoint's pairs of views are computed one after the other.

    /usr/bin/python3 bench/peers/pytorch-published.py --network small-conv
"""

import argparse
import itertools
import json
import time

import numpy
import torch
from PIL import Image
from torch import nn
from torchvision import transforms

from networks import network, require_optimized_products


def score(encoder, images, augment, views):
    """Alignment loss of each datapoint."""
    losses = []
    for image in images:
        picture = Image.fromarray(image)
        h = [nn.functional.normalize(encoder(augment(picture)[None]), dim=1) for _ in range(views)]
        distances = [(a - b).norm().item() for a, b in itertools.combinations(h, 2)]
        losses.append(sum(distances) / len(distances))
    return losses


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--network", default="small-conv")
    parser.add_argument("--shape", type=lambda text: [int(part) for part in text.split("x")], default=[28, 28, 1])
    for name, default in [("datapoints", 100), ("views", 10), ("steps", 3), ("warm", 1), ("threads", 1)]:
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--width", type=int)
    parser.add_argument("--depth", type=int)
    parser.add_argument("--device", default="cpu", choices=["cpu"])
    options = parser.parse_args()
    require_optimized_products()
    torch.set_num_threads(options.threads)
    torch.manual_seed(0)
    encoder, _ = network(options.network, options.shape, options.width, options.depth)
    encoder.eval()
    height, width, channels = options.shape
    images = numpy.random.default_rng(0).integers(0, 256, (options.datapoints, height, width, channels), dtype=numpy.uint8)
    if channels == 1:
        images = images[..., 0]
    augment = transforms.Compose(
        [
            transforms.RandomResizedCrop((height, width), scale=(0.4, 1.0)),
            transforms.RandomRotation(15),
            transforms.RandomApply([transforms.GaussianBlur(7, sigma=(0.1, 1.0))], p=0.5),
            transforms.ToTensor(),
        ]
    )
    durations, processor = [], []
    for _ in range(options.warm + options.steps):
        started, before = time.perf_counter(), time.process_time()
        score(encoder, images, augment, options.views)
        durations.append(time.perf_counter() - started)
        processor.append(time.process_time() - before)
    count = options.datapoints * options.views
    median = [sorted(seconds[options.warm :])[options.steps // 2] for seconds in (durations, processor)]
    print(
        json.dumps(
            {
                "engine": f"torch {torch.__version__} on cpu, one view at a time",
                "network": options.network,
                "viewsPerSecond": count / median[0],
                "viewsPerProcessorSecond": count / median[1],
            }
        )
    )


if __name__ == "__main__":
    main()
