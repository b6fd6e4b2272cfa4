"""The encoders of `bench/networks.ts` in PyTorch, with their projector, loss and batched augmentation."""

import math
import sys
import time

import torch
from torch import nn
from torch.nn import functional


def require_optimized_products():
    """Ends the program where PyTorch multiplies matrices by the reference BLAS, which is some thirty times slower: no one trains so."""
    a, b = torch.ones(256, 784), torch.ones(784, 512)
    seconds = []
    for _ in range(5):
        start = time.perf_counter()
        a @ b
        seconds.append(time.perf_counter() - start)
    rate = 2 * 256 * 784 * 512 / min(seconds) / 1e9
    if rate < 15:
        sys.exit(f"PyTorch's matrix products reach {rate:.1f} GFLOP/s only: install Debian's libopenblas0-pthread")


def convolution(inputs, outputs, stride=1):
    return nn.Sequential(nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU())


class Residual(nn.Module):
    def __init__(self, branch, shortcut=None, activation=None):
        super().__init__()
        self.branch = branch
        self.shortcut = shortcut or nn.Identity()
        self.activation = activation or nn.Identity()

    def forward(self, x):
        return self.activation(self.shortcut(x) + self.branch(x))


class Pooled(nn.Module):
    def __init__(self, layers):
        super().__init__()
        self.layers = layers

    def forward(self, x):
        return self.layers(x).mean(dim=(2, 3))


def mlp(shape, widths=(512, 512, 128)):
    layers = [nn.Flatten()]
    inputs = math.prod(shape)
    for width in widths[:-1]:
        layers += [nn.Linear(inputs, width, bias=False), nn.BatchNorm1d(width), nn.ReLU()]
        inputs = width
    return nn.Sequential(*layers, nn.Linear(inputs, widths[-1])), widths[-1]


def small_conv(shape, channels=(32, 64, 128)):
    pairs = zip([shape[2], *channels], channels)
    return Pooled(nn.Sequential(*(convolution(i, o, 2) for i, o in pairs))), channels[-1]


def resnet9(shape, width=64):
    def pair(channels):
        return Residual(nn.Sequential(convolution(channels, channels), convolution(channels, channels)))

    pool = nn.MaxPool2d(2)
    return (
        Pooled(
            nn.Sequential(
                convolution(shape[2], width),
                *(convolution(width, 2 * width), pool, pair(2 * width)),
                *(convolution(2 * width, 4 * width), pool),
                *(convolution(4 * width, 8 * width), pool, pair(8 * width)),
            )
        ),
        8 * width,
    )


def resnet18(shape, width=64):
    def block(inputs, outputs, stride):
        branch = nn.Sequential(
            convolution(inputs, outputs, stride), nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False), nn.BatchNorm2d(outputs)
        )
        same = inputs == outputs and stride == 1
        shortcut = None
        if not same:
            shortcut = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))
        return Residual(branch, shortcut, nn.ReLU())

    layers = [convolution(shape[2], width)]
    inputs = width
    for stage in range(4):
        outputs = width * 2**stage
        layers += [block(inputs, outputs, 2 if stage else 1), block(outputs, outputs, 1)]
        inputs = outputs
    return Pooled(nn.Sequential(*layers)), inputs


class Vit(nn.Module):
    def __init__(self, shape, width, depth, heads, patch):
        super().__init__()
        tokens = (shape[0] // patch) * (shape[1] // patch)
        self.patches = nn.Conv2d(shape[2], width, patch, patch)
        self.first = nn.Parameter(torch.zeros(1, 1, width))
        self.register_buffer("positions", torch.randn(1, tokens, width) * 0.02)
        self.blocks = nn.Sequential(
            *(
                nn.TransformerEncoderLayer(
                    width, heads, 4 * width, dropout=0.0, activation="gelu", batch_first=True, norm_first=True
                )
                for _ in range(depth)
            )
        )
        self.norm = nn.LayerNorm(width)

    def forward(self, x):
        x = self.patches(x).flatten(2).transpose(1, 2) + self.positions
        x = torch.cat([self.first.expand(len(x), -1, -1), x], dim=1)
        return self.norm(self.blocks(x)[:, 0])


def network(name, shape, width=None, depth=None):
    """An encoder and the dimension of its representation. `shape`: height, width, channels."""
    wide = {} if width is None else {"width": width}
    if name == "mlp":
        return mlp(shape)
    if name == "small-conv":
        return small_conv(shape)
    if name == "resnet9":
        return resnet9(shape, **wide)
    if name == "resnet18":
        return resnet18(shape, **wide)
    if name == "vit-tiny":
        return Vit(shape, width or 192, depth or 12, 3 if (width or 192) % 3 == 0 else 2, 4), width or 192
    raise ValueError(f"there is no network {name}")


def projector(dims):
    return nn.Sequential(nn.Linear(dims, 128, bias=False), nn.BatchNorm1d(128), nn.ReLU(), nn.Linear(128, 64))


def nt_xent(z, temperature=0.5):
    z = functional.normalize(z, dim=1)
    count = len(z)
    own = torch.eye(count, dtype=torch.bool, device=z.device)
    similarity = (z @ z.T / temperature).masked_fill(own, float("-inf"))
    return functional.cross_entropy(similarity, torch.arange(count, device=z.device).roll(count // 2))


def augmented(x):
    """One view of each image of a batch [N, C, H, W]: crop, rotation and, of half of them, blur, as `digits-strong`, all as tensors."""
    count, channels = x.shape[:2]

    def uniform(low, high):
        return torch.empty(count, device=x.device).uniform_(low, high)

    area, ratio = uniform(0.4, 1.0), uniform(math.log(3 / 4), math.log(4 / 3)).exp()
    width, height = (area * ratio).sqrt().clamp(max=1), (area / ratio).sqrt().clamp(max=1)
    angle = uniform(-math.pi / 12, math.pi / 12)
    cosine, sine = angle.cos(), angle.sin()
    across, down = (1 - width) * uniform(-1, 1), (1 - height) * uniform(-1, 1)
    rows = [torch.stack([width * cosine, -height * sine, across], 1), torch.stack([width * sine, height * cosine, down], 1)]
    grid = functional.affine_grid(torch.stack(rows, 1), x.shape, align_corners=False)
    x = functional.grid_sample(x, grid, align_corners=False)
    blurred = torch.rand(count, device=x.device) < 0.5
    chosen = x[blurred]
    if len(chosen) == 0:
        return x
    taps = torch.arange(-3, 4, device=x.device, dtype=x.dtype)
    kernel = (-0.5 * (taps / uniform(0.1, 1.0)[blurred, None]) ** 2).exp()
    kernel = (kernel / kernel.sum(1, keepdim=True)).repeat_interleave(channels, 0)
    flat = chosen.flatten(0, 1)[None]
    groups = flat.shape[1]
    flat = functional.conv2d(functional.pad(flat, (3, 3, 3, 3), mode="reflect"), kernel[:, None, None, :], groups=groups)
    flat = functional.conv2d(flat, kernel[:, None, :, None], groups=groups)
    x = x.clone()
    x[blurred] = flat[0].unflatten(0, chosen.shape[:2])
    return x
