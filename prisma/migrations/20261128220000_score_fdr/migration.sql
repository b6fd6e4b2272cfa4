-- Smallest false discovery rate at which a datapoint counts as memorized. Runs that are published already get theirs from
-- their stored intervals, in the same transaction (prisma/src/migrations/fill-fdr.ts).
ALTER TABLE "score" ADD COLUMN "fdr" DOUBLE PRECISION;
