-- Whether somebody else had made the run that an experiment asked for: it had stopped, and the experiment resumed it.
ALTER TABLE "experiment_run" ADD COLUMN "resumed" BOOLEAN NOT NULL DEFAULT false;

-- A run that is older than its experiment was not made by it.
UPDATE experiment_run x SET resumed = true FROM run r, experiment e
WHERE x.started AND r.id = x.run_id AND e.id = x.experiment_id AND r.created_at < e.created_at;
