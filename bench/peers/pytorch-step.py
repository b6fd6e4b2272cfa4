"""The steps of `engram bench step`, or the scoring of `engram bench score`, in PyTorch; prints one line of JSON.

    /usr/bin/python3 bench/peers/pytorch-step.py step --network small-conv --threads 1
    /usr/bin/python3 bench/peers/pytorch-step.py score --network resnet18 --device cuda --compile
"""

import argparse
import json
import time

import torch
from torch import nn

from networks import augmented, network, nt_xent, projector, require_optimized_products


def wait(options):
    if options.device == "cuda":
        torch.cuda.synchronize()


def timed(options, work):
    """Seconds of each of the timed rounds and of the first, which compiles, and processor seconds of each."""
    durations, processor = [], []
    for _ in range(options.warm + options.steps):
        wait(options)
        started, before = time.perf_counter(), time.process_time()
        work()
        wait(options)
        durations.append(time.perf_counter() - started)
        processor.append(time.process_time() - before)
    return durations[options.warm :], durations[0], processor[options.warm :]


def step(options):
    encoder, dims = network(options.network, options.shape, options.width, options.depth)
    model = nn.Sequential(encoder, projector(dims)).to(options.device)
    forward = torch.compile(model) if options.compile else model
    optimizer = torch.optim.SGD(model.parameters(), lr=0.06, momentum=0.9)
    height, width, channels = options.shape
    views = torch.rand(2 * options.batch, channels, height, width)

    def work():
        # The batch comes from this machine's memory, and the loss goes back to it, as in ours.
        loss = nt_xent(forward(views.to(options.device)))
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        loss.item()

    return timed(options, work), 2 * options.batch


@torch.no_grad()
def score(options):
    encoder, _ = network(options.network, options.shape, options.width, options.depth)
    encoder = encoder.to(options.device).eval()
    forward = torch.compile(encoder) if options.compile else encoder
    height, width, channels = options.shape
    pixels = torch.randint(0, 256, (options.datapoints, channels, height, width), dtype=torch.uint8)
    pairs = torch.triu_indices(options.views, options.views, offset=1)

    def work():
        losses = []
        for block in pixels.split(100):
            images = block.to(options.device).float().div(255).repeat_interleave(options.views, 0)
            h = nn.functional.normalize(forward(augmented(images)), dim=1).unflatten(0, (-1, options.views))
            losses.append((h[:, pairs[0]] - h[:, pairs[1]]).norm(dim=2).mean(dim=1))
        torch.cat(losses).cpu()

    return timed(options, work), options.datapoints * options.views


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("what", choices=["step", "score"])
    parser.add_argument("--network", default="small-conv")
    parser.add_argument("--shape", type=lambda text: [int(part) for part in text.split("x")], default=[28, 28, 1])
    for name, default in [("batch", 128), ("steps", 30), ("warm", 5), ("datapoints", 500), ("views", 10), ("threads", 1)]:
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--width", type=int)
    parser.add_argument("--depth", type=int)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--compile", action="store_true")
    options = parser.parse_args()
    if options.device == "cpu":
        require_optimized_products()
    torch.set_num_threads(options.threads)
    torch.manual_seed(0)
    (durations, first, processor), views = (step if options.what == "step" else score)(options)
    ordered = sorted(1000 * duration for duration in durations)
    median = ordered[len(ordered) // 2]
    device = torch.cuda.get_device_name() if options.device == "cuda" else "cpu"
    print(
        json.dumps(
            {
                "engine": f"torch {torch.__version__} on {device}" + (", compiled" if options.compile else ""),
                "network": options.network,
                "medianMs": median,
                "p10Ms": ordered[len(ordered) // 10],
                "p90Ms": ordered[9 * (len(ordered) - 1) // 10],
                "firstMs": 1000 * first,
                "viewsPerSecond": 1000 * views / median,
                "viewsPerProcessorSecond": views / sorted(processor)[len(processor) // 2],
            }
        )
    )


if __name__ == "__main__":
    main()
