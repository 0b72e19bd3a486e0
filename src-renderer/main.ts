import { mount } from 'svelte';
import App from './App.svelte';
import { findBridge } from './bridge/client';
import './styles/tokens.css';
import './styles/base.css';

const target = document.getElementById('app');
if (target === null) throw new Error('index.html has lost its #app');

mount(App, { target, props: { bridge: findBridge() } });
