'use client';

import page from '../src/components/page.module.css';

export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <main id="content" className={page.page} tabIndex={-1}>
      <h1>Something went wrong</h1>
      <p>
        This is an error of the dashboard. Its server log has the cause
        {error.digest ? ` under ${error.digest}` : ''}.
      </p>
      <p>
        <button type="button" onClick={reset}>
          Try again
        </button>
      </p>
    </main>
  );
}
