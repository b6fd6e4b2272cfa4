import page from '../../../../src/components/page.module.css';
import { UnknownDatapoint } from '../../../../src/features/datapoint/unknown-datapoint.tsx';

export default function NotFound() {
  return (
    <main id="content" className={page.page} tabIndex={-1}>
      <UnknownDatapoint />
    </main>
  );
}
