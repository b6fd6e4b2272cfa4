# GPU worker, never built or run where it was written: no graphics card was there, and neither the images named here nor the host that CUDA's
# libraries come from could be reached (docs/gpu.md).
#
# onnxruntime-node wants CUDA 12 and cuDNN 9 for `onnxruntime:cuda`, and Vulkan's loader for `onnxruntime:webgpu`, where weights stay in the
# card's memory. The driver of either comes from the host, by the NVIDIA Container Toolkit. `engram doctor` in the container says what it finds:
#   docker compose --profile gpu run --rm worker-gpu doctor
FROM node:22-bookworm-slim AS node

FROM nvidia/cuda:12.6.3-cudnn-runtime-ubuntu22.04 AS engram-gpu
RUN apt-get update && apt-get install --yes --no-install-recommends libvulkan1 && rm -rf /var/lib/apt/lists/*
COPY --from=node /usr/local /usr/local
# Without `graphics` the toolkit brings no driver of Vulkan.
ENV NVIDIA_DRIVER_CAPABILITIES=compute,utility,graphics
ENV NEXT_TELEMETRY_DISABLED=1 ONNXRUNTIME_NODE_INSTALL=skip ENGRAM_HOME=/data ENGRAM_ENGINE=onnxruntime:cuda ENGRAM_THREADS=1
WORKDIR /engram
RUN useradd --create-home --uid 1000 node && mkdir -p /data && chown node:node /data /engram
USER node
COPY --chown=node:node . .
RUN node scripts/setup.mjs && npm cache clean --force
RUN ONNXRUNTIME_NODE_INSTALL=cuda12 node node_modules/onnxruntime-node/script/install
# The build's context has no git: --build-arg CODE_VERSION=$(git rev-parse --short HEAD) names the code in every run.
ARG CODE_VERSION
ENV ENGRAM_CODE_VERSION=$CODE_VERSION
VOLUME /data
ENTRYPOINT ["node", "cli/bin/engram.mjs"]
CMD ["worker"]
