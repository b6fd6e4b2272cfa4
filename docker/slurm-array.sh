#!/bin/bash
# Workers of a team's Engram as a Slurm array. Each takes runs from the team's PostgreSQL until its time is up, then hands back what it was
# doing, which another continues. In the folder of Engram, on a disk that the nodes share:
#   export DATABASE_URL=postgresql://engram:secret@db.example.org:5432/engram
#   sbatch --array=1-8 docker/slurm-array.sh
# For graphics cards: sbatch --gres=gpu:1 --cpus-per-task=4 --export=ALL,ENGRAM_ENGINE=onnxruntime:cuda docker/slurm-array.sh
#SBATCH --job-name=engram
#SBATCH --array=1-4
#SBATCH --cpus-per-task=2
#SBATCH --time=04:00:00
#SBATCH --output=engram-%A-%a.log
# A worker ends within seconds of SIGTERM; without it, others notice its end only when its connection breaks.
#SBATCH --signal=B:TERM@60
set -eu
: "${DATABASE_URL:?is not set: export the address of the PostgreSQL that all workers share}"
# On the node's own disk: copies of datasets and encoders, bounded by ENGRAM_CACHE_GIB; workers of one node share them.
export ENGRAM_HOME="${ENGRAM_HOME:-${TMPDIR:-/tmp}/engram-$(id -un)}"
if [ -z "${ENGRAM_ENGINE:-}" ]; then export ENGRAM_THREADS="${ENGRAM_THREADS:-${SLURM_CPUS_PER_TASK:-1}}"; fi
cd "${FOLDER:-$SLURM_SUBMIT_DIR}"
# In place of this shell, so that the signal comes to the worker itself.
exec node cli/bin/engram.mjs worker
