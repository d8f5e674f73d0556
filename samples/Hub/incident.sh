# Incident E, as demo.sh runs it.
letter=E
title="chat hub"
what="a hub that keeps WebSocket clients talking"
guard=true
