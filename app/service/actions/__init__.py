"""What people do about service: come and go at a service point, say what was otherwise, approve, void."""
