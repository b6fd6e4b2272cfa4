import { snapshotCard } from '../../../../src/embed/snapshot-card.tsx';
import { route } from '../../../../src/route.ts';

export const dynamic = 'force-dynamic';

export const GET = route<{ hash: string }>((_request, _env, { hash }) => snapshotCard(hash));
