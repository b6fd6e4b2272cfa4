-- Links by which somebody sees a snapshot without its authors; of each, only the hash of its secret is stored.
CREATE TABLE "review_link" (
    "id" UUID NOT NULL,
    "snapshot_hash" TEXT NOT NULL,
    "token_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "revoked_at" TIMESTAMPTZ(3),
    CONSTRAINT "review_link_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "review_link_snapshot_hash_fkey" FOREIGN KEY ("snapshot_hash") REFERENCES "snapshot"("hash") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX "review_link_token_hash_key" ON "review_link"("token_hash");
CREATE INDEX "review_link_snapshot_hash_idx" ON "review_link"("snapshot_hash");
