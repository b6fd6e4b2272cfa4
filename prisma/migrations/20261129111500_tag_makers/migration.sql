-- Who put a tag on a datapoint, as far as the API knows it: the token by which it was done, and its name then.
ALTER TABLE "tag" ADD COLUMN "maker_id" UUID;
ALTER TABLE "tag" ADD COLUMN "maker" TEXT;
