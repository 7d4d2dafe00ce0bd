import './theme.css'; // first: the pages' own sheets build on it
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { RouterProvider } from 'react-router';
import { Refusal } from './api/client';
import { startLanguage } from './i18n/language';
import { router } from './routes';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: false,
      // A refusal is an answer; only a hub that could not answer is asked again.
      retry: (count, failure) => count < 2 && failure instanceof Refusal && (failure.status === 0 || failure.status >= 502),
    },
  },
});

await startLanguage();

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
