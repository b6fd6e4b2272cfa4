import type { Metadata } from 'next';
import { searchParams, type PageSearch } from '../../src/address/search-params.ts';
import { placeToReturn } from '../../src/features/sign-in/place-to-return.ts';
import { SignInPage } from '../../src/features/sign-in/sign-in-page.tsx';
import { readerPermissions } from '../../src/session/reader-permissions.ts';

export const metadata: Metadata = { title: 'Sign in' };

export default async function Page({ searchParams: search }: { searchParams: PageSearch }) {
  const to = placeToReturn((await searchParams(search)).get('from'));
  return <SignInPage permissions={await readerPermissions()} to={to} />;
}
