-- Files that several machines need: where they are kept, and those that are kept here. A path is that below ENGRAM_HOME.
CREATE TABLE "artifact_place" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "address" TEXT NOT NULL,

    CONSTRAINT "artifact_place_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "artifact_place_is_one" CHECK ("id" = 1)
);

CREATE TABLE "artifact" (
    "path" TEXT COLLATE "C" NOT NULL,
    "sha256" TEXT NOT NULL,
    "size_bytes" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "artifact_pkey" PRIMARY KEY ("path")
);

CREATE TABLE "artifact_chunk" (
    "path" TEXT COLLATE "C" NOT NULL,
    "position" INTEGER NOT NULL,
    "bytes" BYTEA NOT NULL,

    CONSTRAINT "artifact_chunk_pkey" PRIMARY KEY ("path", "position")
);

-- Weights and PNGs do not get smaller.
ALTER TABLE "artifact_chunk" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;

ALTER TABLE "artifact_chunk" ADD CONSTRAINT "artifact_chunk_path_fkey" FOREIGN KEY ("path") REFERENCES "artifact"("path") ON DELETE CASCADE ON UPDATE CASCADE;
