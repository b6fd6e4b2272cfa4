export const dynamic = 'force-dynamic';

/** 200 while the dashboard answers, whatever the API does. */
export function GET(): Response {
  return Response.json({ status: 'ok' }, { headers: { 'cache-control': 'no-store' } });
}
