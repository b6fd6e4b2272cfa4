-- What a worker says of itself when it starts. Whether it is alive tells the advisory lock that it holds.
CREATE TABLE "worker" (
    "executor_id" TEXT NOT NULL,
    "host" TEXT NOT NULL,
    "engine" TEXT NOT NULL,
    "device" TEXT NOT NULL,
    "processes" INTEGER NOT NULL,
    "code_version" TEXT NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "worker_pkey" PRIMARY KEY ("executor_id")
);
