-- What a run asks of the workers that take it, and what workers have: an engine, a kind of device, or what their owner says.
ALTER TABLE "run" ADD COLUMN "needs" TEXT;
ALTER TABLE "worker" ADD COLUMN "labels" TEXT[] NOT NULL DEFAULT '{}';
