import page from '../src/components/page.module.css';
import { RunRowsSkeleton } from '../src/features/runs/run-rows-skeleton.tsx';

export default function Loading() {
  return (
    <main className={page.page}>
      <RunRowsSkeleton />
    </main>
  );
}
