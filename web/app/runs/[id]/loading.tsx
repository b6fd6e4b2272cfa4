import page from '../../../src/components/page.module.css';
import { RunSkeleton } from '../../../src/features/run/run-skeleton.tsx';

export default function Loading() {
  return (
    <main className={page.page}>
      <RunSkeleton />
    </main>
  );
}
