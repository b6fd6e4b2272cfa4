import { useState } from 'react';

/** A change that is sent to the API; says what went wrong, null when nothing did. */
export type Attempt = () => Promise<string | null>;

/** Sends changes of one form, and holds what went wrong with the last one. */
export function useAttempt() {
  const [isBusy, setIsBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  /** @returns whether the change was made */
  const attempt = async (change: Attempt): Promise<boolean> => {
    setIsBusy(true);
    const failed = await change();
    setIsBusy(false);
    setProblem(failed);
    return failed === null;
  };
  return { attempt, isBusy, problem, setProblem };
}
