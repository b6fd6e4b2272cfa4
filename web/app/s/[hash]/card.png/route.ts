import { snapshotCard } from '../../../../src/embed/snapshot-card.tsx';

export const dynamic = 'force-dynamic';

export async function GET(_: Request, { params }: { params: Promise<{ hash: string }> }): Promise<Response> {
  return snapshotCard((await params).hash);
}
