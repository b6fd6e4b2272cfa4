# GPU worker, never built or run where it was written: no Docker engine and no graphics card were there (docs/gpu.md).
# @tensorflow/tfjs-node-gpu 4.22 is bound to libtensorflow 2.9.1, which wants CUDA 11.2 and cuDNN 8.1, and does not
# load on Node 23 or later; Ubuntu 20.04 and Debian 11 share glibc 2.31.
FROM node:20-bullseye-slim AS node

FROM nvidia/cuda:11.2.2-cudnn8-runtime-ubuntu20.04 AS engram-gpu
COPY --from=node /usr/local /usr/local
ENV NEXT_TELEMETRY_DISABLED=1 ONNXRUNTIME_NODE_INSTALL=skip ENGRAM_HOME=/data ENGRAM_ENGINE=tensorflow ENGRAM_THREADS=1
WORKDIR /engram
RUN useradd --create-home --uid 1000 node && mkdir -p /data && chown node:node /data /engram
USER node
COPY --chown=node:node . .
RUN node scripts/setup.mjs && npm cache clean --force
# The build's context has no git: --build-arg CODE_VERSION=$(git rev-parse --short HEAD) names the code in every run.
ARG CODE_VERSION
ENV ENGRAM_CODE_VERSION=$CODE_VERSION
VOLUME /data
ENTRYPOINT ["node", "cli/bin/engram.mjs"]
CMD ["worker"]
