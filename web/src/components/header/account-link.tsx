import tool from '../../features/saved-views/saved-views.module.css';
import { SignInLink } from '../sign-in-link.tsx';
import styles from './site-header.module.css';

/** Who is signed in, or the way to do so. @param tokenName null for who is not, or may be: `isUnknown` */
export function AccountLink({ tokenName, isUnknown }: { tokenName: string | null; isUnknown: boolean }) {
  return (
    <SignInLink className={`${tool.open} ${styles.account}`}>
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <path d="M10 10.2a3.4 3.4 0 1 0 0-6.8 3.4 3.4 0 0 0 0 6.8zM3.5 17c.6-3 3.2-4.6 6.5-4.6s5.9 1.6 6.5 4.6" />
      </svg>
      <span>{tokenName ?? (isUnknown ? 'Your session' : 'Sign in')}</span>
    </SignInLink>
  );
}
