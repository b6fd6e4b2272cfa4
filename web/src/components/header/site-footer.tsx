import Link from 'next/link';
import styles from './site-footer.module.css';

/** The foot of every page: where to read on, and how programs ask. @param apiAddress null where it is not known */
export function SiteFooter({ apiAddress }: { apiAddress: string | null }) {
  return (
    <footer className={styles.footer}>
      <nav aria-label="Help" className={styles.inner}>
        <Link href="/comments" prefetch={false}>
          Comments
        </Link>
        <Link href="/workers" prefetch={false}>
          Workers
        </Link>
        <Link href="/docs/tutorial" prefetch={false}>
          Tutorial
        </Link>
        <Link href="/docs" prefetch={false}>
          Docs
        </Link>
        <Link href="/docs/api" prefetch={false}>
          API for notebooks and scripts
        </Link>
        {apiAddress === null ? null : <a href={`${apiAddress}/graphiql`}>API explorer</a>}
      </nav>
    </footer>
  );
}
