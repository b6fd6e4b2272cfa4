export { chromiumPath, hasChromium, launchChromium } from '../../../bench/web/chromium.ts';
