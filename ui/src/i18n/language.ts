// language.ts - the reader's language: Chinese unless they chose English; kept in this browser.
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { reader } from '../api/client';
import { zh } from './zh';

export type Language = 'zh' | 'en';

const place = 'shuniu.language';

async function load(language: Language): Promise<void> {
  if (language === 'en' && !i18next.hasResourceBundle('en', 'translation')) {
    const { en } = await import('./en');
    i18next.addResourceBundle('en', 'translation', en);
  }
}

function apply(language: Language): void {
  reader.language = language;
  document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
}

export async function startLanguage(): Promise<void> {
  const language: Language = localStorage.getItem(place) === 'en' ? 'en' : 'zh';
  await i18next.use(initReactI18next).init({
    lng: 'zh',
    fallbackLng: 'zh',
    resources: { zh: { translation: zh } },
    interpolation: { escapeValue: false }, // React escapes
  });
  await changeLanguage(language);
}

export async function changeLanguage(language: Language): Promise<void> {
  await load(language);
  apply(language);
  localStorage.setItem(place, language);
  await i18next.changeLanguage(language);
}
