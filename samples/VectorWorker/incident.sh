# Incident D, as demo.sh runs it.
letter=D
title="vector worker"
what="a worker whose memory is a vector store in child processes"
guard=false
