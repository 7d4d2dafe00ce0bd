// ant_layer.tsx - Ant Design in the house's tokens, for the pages with forms and tables.
import { App, ConfigProvider, theme, type ThemeConfig } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useTranslation } from 'react-i18next';
import { Outlet } from 'react-router';
import { useDarkness } from './media';
import './ant_layer.css';

/** Ant Design derives shades from these colours, so it needs them as values and not as CSS variables. */
function themeOf(isDark: boolean): ThemeConfig {
  return {
    algorithm: isDark ? theme.darkAlgorithm : theme.defaultAlgorithm,
    token: {
      colorPrimary: isDark ? '#7fb4d9' : '#1f5f8b',
      colorLink: isDark ? '#7fb4d9' : '#1f5f8b',
      colorError: isDark ? '#e5604c' : '#c8321f',
      colorSuccess: isDark ? '#45a988' : '#1f6b54',
      colorWarning: isDark ? '#d9a13a' : '#c98a1b',
      colorTextBase: isDark ? '#e8e6de' : '#14213d',
      colorBgBase: isDark ? '#171c26' : '#ffffff',
      colorBgContainer: isDark ? '#171c26' : '#ffffff',
      colorBgElevated: isDark ? '#1d2330' : '#ffffff',
      colorBorder: isDark ? '#414a5c' : '#c9c6ba',
      colorBorderSecondary: isDark ? '#2a3140' : '#e4e2da',
      colorTextPlaceholder: isDark ? '#969dac' : '#636a7a',
      colorTextDescription: isDark ? '#b7bcc8' : '#4a5266',
      colorTextTertiary: isDark ? '#b7bcc8' : '#4a5266',
      colorTextSecondary: isDark ? '#b7bcc8' : '#4a5266',
      colorTextLightSolid: isDark ? '#0d1520' : '#ffffff',
      borderRadius: 6,
      fontFamily: 'inherit',
      motion: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
    },
  };
}

export function Component() {
  const { i18n } = useTranslation();
  const isDark = useDarkness();
  return (
    <ConfigProvider theme={themeOf(isDark)} locale={i18n.language === 'en' ? enUS : zhCN} button={{ autoInsertSpace: false }}>
      <App component={false}>
        <Outlet />
      </App>
    </ConfigProvider>
  );
}
