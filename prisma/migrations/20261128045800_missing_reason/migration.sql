-- A score's reason is one of core's MissingReason; before, it was the sentence that people read.
UPDATE score SET reason = CASE reason
    WHEN 'not identifiable: every encoder was trained on this datapoint' THEN 'NEVER_OUT'
    WHEN 'not identifiable: no encoder was trained on this datapoint' THEN 'NEVER_IN'
    ELSE 'NO_INTERVAL'
  END
WHERE reason IN (
  'not identifiable: every encoder was trained on this datapoint',
  'not identifiable: no encoder was trained on this datapoint',
  'no interval: fewer than two encoders on one side');
