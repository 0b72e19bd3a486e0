import { mount } from 'svelte';
import App from './App.svelte';
import { findBridge } from './bridge/client';
import './styles/tokens.css';
import './styles/base.css';

const target = document.getElementById('app');
if (target === null) throw new Error('index.html has lost its #app');

const options = { target, props: { bridge: findBridge() } };
if (location.hash === '#quick') {
  void import('./QuickApp.svelte').then(({ default: QuickApp }) => mount(QuickApp, options));
} else {
  mount(App, options);
}
