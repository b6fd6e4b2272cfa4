import Link from 'next/link';
import { notFound } from 'next/navigation';
import page from '../../components/page.module.css';
import { listDocuments, readDocument, type DocumentGroup } from '../../docs/read-documents.ts';
import styles from './docs-page.module.css';

/** A document of the repository, beside the list of all. */
export async function DocsPage({ slug }: { slug: string }) {
  const document = await readDocument(slug);
  if (!document) notFound();
  const { html, sections } = document;
  return (
    <main id="content" className={`${page.page} ${styles.page}`} tabIndex={-1}>
      <div className={styles.document}>
        <a href="#documents" className={styles.toContents}>
          All documents
        </a>
        {sections.length > 2 ? (
          <nav aria-label="On this page" className={styles.sections}>
            <ul>
              {sections.map(({ id, text }) => (
                <li key={id}>
                  <a href={`#${id}`}>{text}</a>
                </li>
              ))}
            </ul>
          </nav>
        ) : null}
        {/* Made from the repository's own files, without the HTML that they might hold (web/src/docs/render-markdown.ts). */}
        <article className={styles.text} dangerouslySetInnerHTML={{ __html: html }} />
      </div>
      <Contents groups={await listDocuments()} current={slug} />
    </main>
  );
}

function Contents({ groups, current }: { groups: readonly DocumentGroup[]; current: string }) {
  return (
    <nav aria-label="Documents" id="documents" className={styles.contents}>
      {groups.map(({ title, documents }) => (
        <section key={title} id={title.toLowerCase().replaceAll(' ', '-')}>
          <h2>{title}</h2>
          <ul>
            {documents.map((one) => (
              <li key={one.slug}>
                <Link
                  href={`/docs/${one.slug}`}
                  prefetch={false}
                  aria-current={one.slug === current ? 'page' : undefined}
                >
                  {one.title}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </nav>
  );
}
