-- How fast a worker trains: views a second over the last seconds; null while it trains nothing.
ALTER TABLE "worker" ADD COLUMN "views_per_second" REAL;
