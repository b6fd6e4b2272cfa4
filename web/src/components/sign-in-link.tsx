'use client';

import Link from 'next/link';
import { usePathname, useRouter } from 'next/navigation';
import type { ReactNode } from 'react';

const page = '/sign-in';

/** Leads to the page to sign in, and from there back to this one. */
export function SignInLink({ className, children }: { className?: string; children: ReactNode }) {
  const path = usePathname();
  const router = useRouter();
  return (
    <Link
      href={page}
      prefetch={false}
      className={className}
      aria-current={path === page ? 'page' : undefined}
      onNavigate={(event) => {
        if (path === page) return;
        event.preventDefault();
        // Read when it is followed: filters change the address without a visit.
        router.push(`${page}?from=${encodeURIComponent(path + window.location.search)}`);
      }}
    >
      {children}
    </Link>
  );
}
