-- CreateTable
CREATE TABLE "run_ranking" (
    "run_id" UUID NOT NULL,
    "indices" BYTEA NOT NULL,
    "ranks" BYTEA NOT NULL,

    CONSTRAINT "run_ranking_pkey" PRIMARY KEY ("run_id")
);

-- Numbers in this order do not compress: trying costs more than it saves
ALTER TABLE "run_ranking" ALTER COLUMN "indices" SET STORAGE EXTERNAL, ALTER COLUMN "ranks" SET STORAGE EXTERNAL;

-- CreateTable
CREATE TABLE "run_agreement" (
    "a" UUID NOT NULL,
    "b" UUID NOT NULL,
    "count" INTEGER NOT NULL,
    "kendall_tau" DOUBLE PRECISION,
    "spearman" DOUBLE PRECISION,

    CONSTRAINT "run_agreement_pkey" PRIMARY KEY ("a", "b")
);

-- AddForeignKey
ALTER TABLE "run_ranking" ADD CONSTRAINT "run_ranking_run_id_fkey" FOREIGN KEY ("run_id") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_agreement" ADD CONSTRAINT "run_agreement_a_fkey" FOREIGN KEY ("a") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "run_agreement" ADD CONSTRAINT "run_agreement_b_fkey" FOREIGN KEY ("b") REFERENCES "run"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- The rankings of the runs that are published already
INSERT INTO "run_ranking" ("run_id", "indices", "ranks")
SELECT r."id",
  coalesce(string_agg(int4send(p."index"), ''::bytea ORDER BY p."index"), ''::bytea),
  coalesce(string_agg(int4send(CASE WHEN p."value" = p."previous" THEN -p."place" ELSE p."place" END), ''::bytea ORDER BY p."index"), ''::bytea)
FROM "run" r LEFT JOIN (
  SELECT "run_id", "index", "value", lag("value") OVER w AS "previous", (row_number() OVER w)::int4 AS "place"
  FROM "score" WHERE "value" IS NOT NULL WINDOW w AS (PARTITION BY "run_id" ORDER BY "value" DESC, "index")
) p ON p."run_id" = r."id"
WHERE r."status" = 'SUCCEEDED' GROUP BY r."id";
